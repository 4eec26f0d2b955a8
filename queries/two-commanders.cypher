// Where are two people said to command one body at the same time? `kgbuild check` looks more closely.
// name: entity = ''
// workspace: text = ''
// limit: integer = 100
// :params {name: '', workspace: '', limit: 100}
MATCH path = (head:Entity)<-[:SUBJECT]-(one:Claim {type: 'COMMANDS', modality: 'asserted'})-[:OBJECT]->
  (headed:Entity)<-[:OBJECT]-(other:Claim {type: 'COMMANDS', modality: 'asserted'})-[:SUBJECT]->(second:Entity)
WHERE $workspace IN ['', head.workspace]
  AND head.id < second.id
  AND ($name = '' OR any(side IN [head, second, headed] WHERE $name IN [side.id] + coalesce(side.merged_ids, [])
    OR toLower($name) IN [one IN [side.name] + coalesce(side.aliases, []) | toLower(one)]))
MATCH (one)-[:STATED_IN]->(report:Document)
MATCH (other)-[:STATED_IN]->(other_report:Document)
WITH DISTINCT head, second, headed, one, other, path,
  [published IN [report.published, other_report.published] |
    CASE WHEN left(published, 10) =~ '[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?'
      THEN left(published, 10) END
  ] AS days
WITH head, second, headed, one, other, path,
  coalesce(one.date_from, CASE WHEN one.date_to < days[0] THEN one.date_to ELSE days[0] END) AS one_from,
  coalesce(one.date_to, CASE WHEN one.date_from > days[0] THEN one.date_from ELSE days[0] END) AS one_to,
  coalesce(other.date_from, CASE WHEN other.date_to < days[1] THEN other.date_to ELSE days[1] END) AS other_from,
  coalesce(other.date_to, CASE WHEN other.date_from > days[1] THEN other.date_from ELSE days[1] END) AS other_to
WHERE one_from <= other_to + '-99' AND other_from <= one_to + '-99'
WITH head, second, headed, one, other, path, one_from, one_to, other_from, other_to
ORDER BY one.confidence + other.confidence DESC, one.id, other.id
WITH head, second, headed, count(*) AS pairs, collect({
  one: one, other: other, path: path, one_from: one_from, one_to: one_to, other_from: other_from, other_to: other_to
})[0] AS best
WITH head, second, headed, pairs, best, best.one AS one, best.other AS other
RETURN
  headed.name AS body,
  head.name AS person,
  one.role AS role,
  best.one_from AS date_from,
  best.one_to AS date_to,
  second.name AS rival,
  other.role AS rival_role,
  best.other_from AS rival_from,
  best.other_to AS rival_to,
  pairs AS pairs_of_claims,
  reduce(text = '', one IN COLLECT {
    MATCH (one)-[stated:STATED_IN]->(:Document)
    RETURN stated.quote AS quote ORDER BY stated.start, stated.end, quote
  } | CASE text WHEN '' THEN one ELSE text + ' … ' + one END) AS quote,
  reduce(text = '', one IN COLLECT {
    MATCH (other)-[stated:STATED_IN]->(:Document)
    RETURN stated.quote AS quote ORDER BY stated.start, stated.end, quote
  } | CASE text WHEN '' THEN one ELSE text + ' … ' + one END) AS rival_quote,
  one.id AS claim,
  other.id AS rival_claim,
  best.path AS path
ORDER BY body, person, rival, headed.id, head.id, second.id
LIMIT toInteger($limit)
