"""An authorization: how long it lives, what ends it, and by whom it can be told that its holder stands there."""
