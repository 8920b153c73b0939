"""Isolation: what touches a hostile document runs in a child process, within limits kept from outside."""
