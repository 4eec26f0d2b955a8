// Whom have two bodies both attacked or been attacked by?
// first: entity
// second: entity
// workspace: text = ''
// limit: integer = 100
// :params {first: 'Union for Peace in the Central African Republic', second: 'Central African Armed Forces', workspace: '', limit: 100}
MATCH (left:Entity)
WHERE $workspace IN ['', left.workspace] AND ($first IN [left.id] + coalesce(left.merged_ids, [])
  OR toLower($first) IN [one IN [left.name] + coalesce(left.aliases, []) | toLower(one)])
MATCH (right:Entity)
WHERE $workspace IN ['', right.workspace] AND ($second IN [right.id] + coalesce(right.merged_ids, [])
  OR toLower($second) IN [one IN [right.name] + coalesce(right.aliases, []) | toLower(one)])
MATCH path = (left)-[one:ATTACKED|KILLED]-(enemy:Entity)-[other:ATTACKED|KILLED]-(right)
WHERE left <> right
  AND coalesce(one.modality, 'asserted') <> 'negated'
  AND coalesce(other.modality, 'asserted') <> 'negated'
WITH enemy, left, right, collect(DISTINCT one) AS ones, collect(DISTINCT other) AS others,
  collect(path) AS paths
RETURN
  enemy.name AS foe,
  [label IN labels(enemy) WHERE label <> 'Entity'][0] AS label,
  left.name AS first,
  reduce(total = 0, one IN ones | total + one.claims) AS first_claims,
  COLLECT {
    UNWIND ones AS one
    RETURN one.quotes[0] AS quote ORDER BY one.confidence DESC, type(one), startNode(one).id LIMIT 1
  }[0] AS first_quote,
  right.name AS second,
  reduce(total = 0, one IN others | total + one.claims) AS second_claims,
  COLLECT {
    UNWIND others AS one
    RETURN one.quotes[0] AS quote ORDER BY one.confidence DESC, type(one), startNode(one).id LIMIT 1
  }[0] AS second_quote,
  paths
ORDER BY first_claims + second_claims DESC, foe, enemy.id, left.id, right.id
LIMIT toInteger($limit)
