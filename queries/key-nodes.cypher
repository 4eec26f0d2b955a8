// Who holds the network together? Those between the most pairs that are not joined to each other (brokerage).
// label: label = ''
// workspace: text = ''
// limit: integer = 100
// :params {label: '', workspace: '', limit: 100}
MATCH (entity:Entity)
WHERE $workspace IN ['', entity.workspace]
  AND ($label = '' OR $label IN labels(entity))
MATCH (entity)--(other:Entity)
WITH entity, collect(DISTINCT other) AS near
WITH entity, size(near) AS neighbours, size(near) * (size(near) - 1) / 2 AS pairs, COUNT {
    UNWIND near AS one
    MATCH (one)--(two:Entity)
    WHERE one.id < two.id AND EXISTS { (entity)--(two) }
    RETURN DISTINCT one, two
  } AS joined
RETURN
  entity.name AS name,
  [label IN labels(entity) WHERE label <> 'Entity'][0] AS label,
  neighbours,
  pairs - joined AS unjoined_pairs,
  entity.mentions AS mentions,
  entity AS node
ORDER BY unjoined_pairs DESC, neighbours DESC, name, node.id
LIMIT toInteger($limit)
