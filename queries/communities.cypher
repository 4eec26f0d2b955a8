// Which people, units and bodies belong together? Five rounds of label propagation, without places.
// smallest: integer = 3
// workspace: text = ''
// limit: integer = 100
// :params {smallest: 3, workspace: '', limit: 100}
MATCH (member:Entity)
WHERE $workspace IN ['', member.workspace]
  AND NOT member:Place
WITH collect([member, member.id]) AS told
UNWIND told AS one
WITH one[0] AS sender, one[1] AS word
MATCH (sender)-[edge]-{0,1}(member:Entity)
WHERE NOT member:Place AND all(step IN edge WHERE coalesce(step.modality, 'asserted') <> 'negated')
WITH member, word, sum(CASE WHEN size(edge) = 0 THEN 1 ELSE edge[0].documents END) AS votes ORDER BY votes DESC, word
WITH member, collect(word)[0] AS word
WITH collect([member, word]) AS told
UNWIND told AS one
WITH one[0] AS sender, one[1] AS word
MATCH (sender)-[edge]-{0,1}(member:Entity)
WHERE NOT member:Place AND all(step IN edge WHERE coalesce(step.modality, 'asserted') <> 'negated')
WITH member, word, sum(CASE WHEN size(edge) = 0 THEN 1 ELSE edge[0].documents END) AS votes ORDER BY votes DESC, word
WITH member, collect(word)[0] AS word
WITH collect([member, word]) AS told
UNWIND told AS one
WITH one[0] AS sender, one[1] AS word
MATCH (sender)-[edge]-{0,1}(member:Entity)
WHERE NOT member:Place AND all(step IN edge WHERE coalesce(step.modality, 'asserted') <> 'negated')
WITH member, word, sum(CASE WHEN size(edge) = 0 THEN 1 ELSE edge[0].documents END) AS votes ORDER BY votes DESC, word
WITH member, collect(word)[0] AS word
WITH collect([member, word]) AS told
UNWIND told AS one
WITH one[0] AS sender, one[1] AS word
MATCH (sender)-[edge]-{0,1}(member:Entity)
WHERE NOT member:Place AND all(step IN edge WHERE coalesce(step.modality, 'asserted') <> 'negated')
WITH member, word, sum(CASE WHEN size(edge) = 0 THEN 1 ELSE edge[0].documents END) AS votes ORDER BY votes DESC, word
WITH member, collect(word)[0] AS word
WITH collect([member, word]) AS told
UNWIND told AS one
WITH one[0] AS sender, one[1] AS word
MATCH (sender)-[edge]-{0,1}(member:Entity)
WHERE NOT member:Place AND all(step IN edge WHERE coalesce(step.modality, 'asserted') <> 'negated')
WITH member, word, sum(CASE WHEN size(edge) = 0 THEN 1 ELSE edge[0].documents END) AS votes ORDER BY votes DESC, word
WITH member, collect(word)[0] AS word
WITH collect([member, word]) AS told
UNWIND told AS one
WITH one[1] AS word, collect(one[0]) AS members
WHERE size(members) >= $smallest
RETURN
  size(members) AS size,
  COLLECT { UNWIND members AS one RETURN one.name AS name ORDER BY one.mentions DESC, name, one.id } AS members,
  word AS community,
  members AS nodes
ORDER BY size DESC, community
LIMIT toInteger($limit)
