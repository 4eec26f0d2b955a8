"""store: the ledger on disk (`workspace`), and its projection into Neo4j (`neo4j`)."""
