// Which relations rest on a single publication? The most confident first; type '' means any.
// type: relation = ''
// workspace: text = ''
// limit: integer = 100
// :params {type: '', workspace: '', limit: 100}
MATCH path = (actor:Entity)-[edge]->(target:Entity)
WHERE $workspace IN ['', actor.workspace]
  AND coalesce(edge.publications, edge.documents) <= 1 AND ($type = '' OR type(edge) = $type)
RETURN
  actor.name AS subject,
  type(edge) AS type,
  target.name AS object,
  edge.modality AS modality,
  edge.confidence AS confidence,
  edge.claims AS claims,
  COLLECT {
    MATCH (actor)<-[side:SUBJECT|OBJECT]-(claim:Claim)-[other:SUBJECT|OBJECT]->(target)
    WHERE claim.type = type(edge) AND type(side) <> type(other)
      AND (type(side) = 'SUBJECT' OR claim.type = 'ALLIED_WITH')
    MATCH (claim)-[:STATED_IN]->(report:Document)
    RETURN DISTINCT report.id AS id ORDER BY id
  } AS documents,
  edge.quotes[0] AS quote,
  path
ORDER BY confidence DESC, type, subject, object, actor.id, target.id
LIMIT toInteger($limit)
