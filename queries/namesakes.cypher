// Which entities have a name or alias in common, so that they may be one, or must be told apart?
// workspace: text = ''
// limit: integer = 100
// :params {workspace: '', limit: 100}
MATCH (entity:Entity)
WHERE $workspace IN ['', entity.workspace] AND entity.mentions > 0
UNWIND [entity.name] + coalesce(entity.aliases, []) AS alias
WITH toLower(alias) AS name, collect(DISTINCT entity) AS bearers
WHERE size(bearers) > 1
RETURN
  name,
  size(bearers) AS entities,
  COLLECT { UNWIND bearers AS one RETURN one.id AS id ORDER BY id } AS ids,
  COLLECT { UNWIND bearers AS one RETURN one.name AS called ORDER BY one.id } AS names,
  COLLECT { UNWIND bearers AS one RETURN [word IN labels(one) WHERE word <> 'Entity'][0] AS label ORDER BY one.id }
    AS labels,
  bearers AS nodes
ORDER BY entities DESC, name
LIMIT toInteger($limit)
