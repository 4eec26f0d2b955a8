// Which bodies do two people have in common, in what posts, and were they there together?
// first: entity
// second: entity
// workspace: text = ''
// limit: integer = 100
// :params {first: 'Emeka Obiora', second: 'Sadiq Danjuma Keffi', workspace: '', limit: 100}
MATCH (one:Entity)
WHERE $workspace IN ['', one.workspace] AND ($first IN [one.id] + coalesce(one.merged_ids, [])
  OR toLower($first) IN [one IN [one.name] + coalesce(one.aliases, []) | toLower(one)])
MATCH (other:Entity)
WHERE $workspace IN ['', other.workspace] AND ($second IN [other.id] + coalesce(other.merged_ids, [])
  OR toLower($second) IN [one IN [other.name] + coalesce(other.aliases, []) | toLower(one)])
MATCH path = (one)<-[:SUBJECT]-(post:Claim)-[:OBJECT]->(unit:Entity)<-[:OBJECT]-(duty:Claim)-[:SUBJECT]->(other)
WHERE one <> other
  AND post.type IN ['COMMANDS', 'MEMBER_OF'] AND post.modality <> 'negated'
  AND duty.type IN ['COMMANDS', 'MEMBER_OF'] AND duty.modality <> 'negated'
WITH one, other, unit, collect(path)[0] AS path,
  collect(DISTINCT coalesce(post.role, post.type)) AS posts, collect(DISTINCT coalesce(duty.role, duty.type)) AS duties,
  min(post.date_from) AS first_from, max(post.date_to) AS first_to,
  min(duty.date_from) AS second_from, max(duty.date_to) AS second_to
RETURN
  unit.name AS body,
  one.name AS first,
  COLLECT { UNWIND posts AS title RETURN title ORDER BY title } AS first_as,
  first_from,
  first_to,
  other.name AS second,
  COLLECT { UNWIND duties AS title RETURN title ORDER BY title } AS second_as,
  second_from,
  second_to,
  CASE
    WHEN first_from > second_to + '-99' OR second_from > first_to + '-99' THEN 'no'
    WHEN first_from <= second_to + '-99' AND second_from <= first_to + '-99' THEN 'yes'
    ELSE 'not known'
  END AS together,
  COLLECT {
    MATCH (one)<-[:SUBJECT]-(post:Claim)-[:OBJECT]->(unit)
    WHERE post.type IN ['COMMANDS', 'MEMBER_OF'] AND post.modality <> 'negated'
    MATCH (post)-[stated:STATED_IN]->(:Document)
    RETURN stated.quote AS quote ORDER BY post.confidence DESC, post.id, stated.start, stated.end, quote LIMIT 1
  }[0] AS first_quote,
  COLLECT {
    MATCH (other)<-[:SUBJECT]-(duty:Claim)-[:OBJECT]->(unit)
    WHERE duty.type IN ['COMMANDS', 'MEMBER_OF'] AND duty.modality <> 'negated'
    MATCH (duty)-[stated:STATED_IN]->(:Document)
    RETURN stated.quote AS quote ORDER BY duty.confidence DESC, duty.id, stated.start, stated.end, quote LIMIT 1
  }[0] AS second_quote,
  path
ORDER BY body, one.id, other.id, unit.id
LIMIT toInteger($limit)
