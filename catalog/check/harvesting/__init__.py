"""What data.norge.no's harvester and portal make of a feed; facts from their source code."""
