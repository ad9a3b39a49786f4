"""The commands, a module each. They gather what is asked for, print, and set the exit status."""
