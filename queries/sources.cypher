// Which sources report on an entity, how much, and from when to when? Name '' counts all claims.
// name: entity = ''
// workspace: text = ''
// limit: integer = 100
// :params {name: '', workspace: '', limit: 100}
MATCH (subject:Entity)<-[:SUBJECT]-(claim:Claim)-[:OBJECT]->(object:Entity)
WHERE $workspace IN ['', subject.workspace]
  AND ($name = '' OR any(side IN [subject, object] WHERE $name IN [side.id] + coalesce(side.merged_ids, [])
    OR toLower($name) IN [one IN [side.name] + coalesce(side.aliases, []) | toLower(one)]))
MATCH (claim)-[:STATED_IN]->(report:Document)
WITH claim, report, [day IN [left(report.published, 10)] WHERE
  day =~ '[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?'
][0] AS day
RETURN
  coalesce(report.source, '') AS source,
  count(DISTINCT report) AS documents,
  count(DISTINCT claim) AS claims,
  min(day) AS first,
  max(day) AS last
ORDER BY claims DESC, documents DESC, source
LIMIT toInteger($limit)
