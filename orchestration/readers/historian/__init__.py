"""Readers of historian and machine exports (OT): all of them produce the table `samples`."""
