"""The tracker: a Datasette plugin with pages of our own beside the stock tables."""

from pipeline.web.plugin import (
    actor_from_request,
    asgi_wrapper,
    extra_template_vars,
    forbidden,
    handle_exception,
    menu_links,
    prepare_connection,
    register_routes,
    startup,
)

__all__ = [
    "actor_from_request",
    "asgi_wrapper",
    "extra_template_vars",
    "forbidden",
    "handle_exception",
    "menu_links",
    "prepare_connection",
    "register_routes",
    "startup",
]
