"""Claims by a language model behind an OpenAI-compatible address: asked only where a user names one."""
