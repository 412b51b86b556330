"""Mends for what others will hopefully mend themselves, one module for each."""
