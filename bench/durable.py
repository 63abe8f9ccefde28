"""The row that floor and peer keep for each press: as wide, as unique and as durable as the room's own."""

ROOMS, SEATS = 50, 6

# What `soundingboard.site.settings` asks of every SQLite connection.
PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA busy_timeout=10000;"
    "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;"
)

TABLE = """
CREATE TABLE IF NOT EXISTS event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting_id BIGINT NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  kind VARCHAR(20) NOT NULL,
  payload TEXT NOT NULL CHECK (JSON_VALID(payload)),
  by_id BIGINT,
  in_stead_of_id BIGINT,
  at DATETIME,
  client_id VARCHAR(80),
  UNIQUE (meeting_id, number),
  UNIQUE (meeting_id, client_id)
);
CREATE INDEX IF NOT EXISTS event_of ON event (meeting_id);
CREATE INDEX IF NOT EXISTS event_by ON event (by_id);
CREATE INDEX IF NOT EXISTS event_for ON event (in_stead_of_id);
"""

COLUMNS = "meeting_id, number, kind, payload, by_id, in_stead_of_id, at, client_id"
