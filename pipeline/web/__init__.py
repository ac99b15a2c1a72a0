"""The tracker: a Datasette plugin with pages of our own beside the stock tables."""

from pipeline.web.plugin import asgi_wrapper, menu_links, prepare_connection, register_routes

__all__ = ["asgi_wrapper", "menu_links", "prepare_connection", "register_routes"]
