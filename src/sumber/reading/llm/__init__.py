"""The reader that asks a language model the user runs or rents; nothing leaves the machine unless an endpoint is named."""
