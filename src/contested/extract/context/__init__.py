"""Reads triggers and fillers in their context: a small transformer, fine-tuned on annotated claims."""

from contested.extract.context.network import (
    BegunContext,
    Context,
    ContextNetwork,
    load_context_network,
    read_context_network,
)

__all__ = ["BegunContext", "Context", "ContextNetwork", "load_context_network", "read_context_network"]
