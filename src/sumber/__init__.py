"""Sumber reads news reports and finds every claim and who says so."""
