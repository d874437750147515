"""The doors to browsers and mailboxes, with servers of our own behind them."""

from telling.doors import mail, post, push, push_server

__all__ = ["mail", "post", "push", "push_server"]
