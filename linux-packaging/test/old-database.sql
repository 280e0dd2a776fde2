-- A database as the first schema had it, with one response in it that nobody fetched and an alias.
CREATE TABLE response (id INTEGER PRIMARY KEY AUTOINCREMENT, xml TEXT NOT NULL);
CREATE TABLE alias (name TEXT PRIMARY KEY, xml TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE attribute (endpoint INTEGER NOT NULL, cluster INTEGER NOT NULL, side INTEGER NOT NULL, manufacturer INTEGER NOT NULL,
    id INTEGER NOT NULL, type INTEGER NOT NULL, value BLOB NOT NULL,
    PRIMARY KEY (endpoint, cluster, side, manufacturer, id)) WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO response (xml) VALUES ('<message timestamp="1.0"><severity type="int">0x1</severity><description type="string">from the old database</description></message>');
PRAGMA user_version = 1;
