"""The widgets, one a file: attributes come down into them, messages go up from them."""
