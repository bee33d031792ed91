"""Dossiers: all that is kept about an actor, two actors, a weapon or an outlet, put in order for whoever studies it.

Everything here stands on claims as they are kept: nothing is added, and every line leads back to its claims.
"""
