// What does the graph say about an entity? All its relations in both directions, each with a sentence.
// :param name => 'Popular Mobilization Forces'
// :param limit => 100
MATCH (entity:Entity)
WHERE toLower($name) IN [one IN [entity.name] + coalesce(entity.aliases, []) | toLower(one)]
MATCH path = (entity)-[edge]-(:Entity)
RETURN
  startNode(edge).name AS subject,
  type(edge) AS type,
  endNode(edge).name AS object,
  edge.modality AS modality,
  edge.confidence AS confidence,
  edge.documents AS documents,
  edge.first_cited AS first_cited,
  edge.last_cited AS last_cited,
  edge.quotes[0] AS quote,
  path
ORDER BY type, subject, object, startNode(edge).id, endNode(edge).id
LIMIT toInteger($limit)
