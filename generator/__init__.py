"""The Complaint Handling Code self-assessment: answer files in, a checked and published self-assessment out."""

__version__ = "0.1.0"
