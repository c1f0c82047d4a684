"""The demo plant: a simulator that writes vendor-format exports and knows its own truth."""

from orchestration.demo.make import make_demo

__all__ = ["make_demo"]
