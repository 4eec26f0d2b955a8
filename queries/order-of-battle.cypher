// Which units are under a body, level by level, as of a date ('' means at any time), with their commanders?
// body: entity
// date: date = ''
// workspace: text = ''
// limit: integer = 100
// :params {body: '82nd Airborne Division', date: '', workspace: '', limit: 100}
MATCH (body:Entity)
WHERE $workspace IN ['', body.workspace] AND ($body IN [body.id] + coalesce(body.merged_ids, [])
  OR toLower($body) IN [one IN [body.name] + coalesce(body.aliases, []) | toLower(one)])
MATCH path = (body) ((upper:Entity)<-[tie:OPERATES_UNDER|PART_OF]-(lower:Entity) WHERE EXISTS {
    MATCH (lower)<-[:SUBJECT]-(claim:Claim)-[:OBJECT]->(upper)
    WHERE claim.type = type(tie) AND claim.modality IN ['asserted', 'past']
      AND ($date = '' OR coalesce(claim.date_from <= $date + '-99', true)
        AND coalesce(claim.date_to + '-99' >= $date, true))
  }){1,6} ()
WHERE NOT body IN lower
WITH upper[-1] AS above, lower[-1] AS force, type(tie[-1]) AS relation, size(tie) AS level, path
ORDER BY level
WITH above, force, relation, min(level) AS level, collect(path)[0] AS path
WITH above, force, relation, level, path, COLLECT {
    MATCH (force)<-[:SUBJECT]-(claim:Claim)-[:OBJECT]->(above)
    WHERE claim.type = relation AND claim.modality IN ['asserted', 'past']
      AND ($date = '' OR coalesce(claim.date_from <= $date + '-99', true)
        AND coalesce(claim.date_to + '-99' >= $date, true))
    RETURN claim ORDER BY claim.confidence DESC, claim.id
  } AS claims
WITH above, force, relation, level, path, claims, claims[0] AS claim, COLLECT {
    MATCH (head:Entity)<-[:SUBJECT]-(post:Claim {type: 'COMMANDS'})-[:OBJECT]->(force)
    MATCH (post)-[:STATED_IN]->(report:Document)
    WITH head, post, CASE
        WHEN left(report.published, 10) =~ '[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?'
          THEN left(report.published, 10)
      END AS day
    WHERE post.modality IN ['asserted', 'past'] AND ($date = ''
      OR CASE
        WHEN post.date_from IS NOT NULL OR post.date_to IS NOT NULL
            AND NOT (post.modality = 'past' AND coalesce(post.date_to = day, false))
          THEN coalesce(post.date_from <= $date + '-99', true) AND coalesce(post.date_to + '-99' >= $date, true)
        ELSE post.modality = 'asserted' AND (day STARTS WITH $date OR $date STARTS WITH day)
      END)
    RETURN DISTINCT head
  } AS heads
RETURN
  level,
  force.name AS unit,
  force.echelon AS echelon,
  above.name AS under,
  relation,
  COLLECT { UNWIND heads AS head RETURN DISTINCT head.name AS name ORDER BY name } AS commanders,
  claim.date_from AS date_from,
  claim.date_to AS date_to,
  size(claims) AS claims,
  reduce(text = '', one IN COLLECT {
    MATCH (claim)-[stated:STATED_IN]->(:Document)
    RETURN stated.quote AS quote ORDER BY stated.start, stated.end, quote
  } | CASE text WHEN '' THEN one ELSE text + ' … ' + one END) AS quote,
  claim.id AS claim,
  path,
  heads AS nodes
ORDER BY level, under, unit, relation, above.id, force.id
LIMIT toInteger($limit)
