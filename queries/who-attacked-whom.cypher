// Who attacked or killed whom? Name is either side, or '' for all; the best documented first.
// name: entity = ''
// workspace: text = ''
// limit: integer = 100
// :params {name: '', workspace: '', limit: 100}
MATCH path = (actor:Entity)-[attack:ATTACKED|KILLED]->(victim:Entity)
WHERE $workspace IN ['', actor.workspace]
  AND coalesce(attack.modality, 'asserted') <> 'negated'
  AND ($name = '' OR any(side IN [actor, victim] WHERE $name IN [side.id] + coalesce(side.merged_ids, [])
    OR toLower($name) IN [one IN [side.name] + coalesce(side.aliases, []) | toLower(one)]))
RETURN
  actor.name AS attacker,
  type(attack) AS relation,
  victim.name AS target,
  attack.modality AS modality,
  attack.claims AS claims,
  attack.documents AS documents,
  attack.first_cited AS first_cited,
  attack.last_cited AS last_cited,
  attack.quotes[0] AS quote,
  path
ORDER BY documents DESC, claims DESC, attacker, relation, target, actor.id, victim.id
LIMIT toInteger($limit)
