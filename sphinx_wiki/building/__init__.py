"""Building: Sphinx's builders, made to do no more than a change asks for."""
