"""Portolan on one machine with nothing prepared: embedded servers, processes, the demo and the test run."""
