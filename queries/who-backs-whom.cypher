// Whom does an organisation, country or unit back (arm, fund, train, support), and who backs it? Name '' lists all.
// name: entity = ''
// workspace: text = ''
// limit: integer = 100
// :params {name: 'Furat Brigade', workspace: '', limit: 100}
MATCH path = (client:Entity)-[support:BACKED_BY]->(patron:Entity)
WHERE $workspace IN ['', client.workspace]
  AND coalesce(support.modality, 'asserted') <> 'negated'
  AND ($name = '' OR any(side IN [client, patron] WHERE $name IN [side.id] + coalesce(side.merged_ids, [])
    OR toLower($name) IN [one IN [side.name] + coalesce(side.aliases, []) | toLower(one)]))
RETURN
  patron.name AS backer,
  client.name AS backed,
  support.modality AS modality,
  support.documents AS documents,
  support.confidence AS confidence,
  support.quotes[0] AS quote,
  path
ORDER BY backer, backed, patron.id, client.id
LIMIT toInteger($limit)
