"""Many landlords at once: how each stands, what all of them have promised, and how they compare."""
