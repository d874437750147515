"""The running service: doors to people and staff, the rooms behind them, and what the bot knows."""
