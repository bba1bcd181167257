import { toDdl, typeName } from '../../src/core/data-type'
import { parseDdl, parseType } from '../../src/core/ddl'
import { refuses } from '../support/refuses'

describe('parseDdl', () => {
  it.each([
    ['user STRING, action STRING, timestamp TIMESTAMP', 'user STRING, action STRING, timestamp TIMESTAMP'],
    ['a int,b: long', 'a INT, b BIGINT'],
    ['e STRUCT<a: INT, b: STRUCT<c: STRING>>, m MAP<STRING, ARRAY<DOUBLE>>', 'e STRUCT<a: INT, b: STRUCT<c: STRING>>, m MAP<STRING, ARRAY<DOUBLE>>'],
    ['`a b` STRING, `tick``ed` INT NOT NULL', '`a b` STRING, `tick``ed` INT NOT NULL'],
    ['STRUCT<a: INT, b: DATE>', 'a INT, b DATE'],
    ['größe double, d real, v void, b binary, ok boolean', '`größe` DOUBLE, d FLOAT, v VOID, b BINARY, ok BOOLEAN'],
    ['timestamp TIMESTAMP, struct INT, map STRING', 'timestamp TIMESTAMP, struct INT, map STRING'],
    ['s STRUCT<>', 's STRUCT<>'],
    ['a decimal, b DEC(5), c NUMERIC ( 38 , 38 ), d ARRAY<DECIMAL(10,2)>', 'a DECIMAL(10,0), b DECIMAL(5,0), c DECIMAL(38,38), d ARRAY<DECIMAL(10,2)>'],
  ])('reads %j', (text, ddl) => {
    const schema = parseDdl(text)
    expect(toDdl(schema)).toBe(ddl)
    expect(parseDdl(toDdl(schema))).toEqual(schema)
  })

  it('keeps NOT NULL and COMMENT, inside structs too', () => {
    const [a, s] = parseDdl(`a INT NOT NULL COMMENT 'it''s', s STRUCT<b: INT NOT NULL COMMENT "say \\"so\\"">`.replace("it''s", "it\\'s")).fields
    expect(a).toEqual({ name: 'a', type: { kind: 'int' }, nullable: false, metadata: { comment: "it's" } })
    expect(s.type).toMatchObject({ fields: [{ name: 'b', nullable: false, metadata: { comment: 'say "so"' } }] })
  })

  it.each([
    ['', 'it is empty'], ['user', 'a type is missing, at the end'], ['user STRNG', "'STRNG' is no type, at character 6"],
    ['a INT b INT', "'b' stands where a comma or the end belongs, at character 7"], ['a ARRAY<INT', 'ARRAY< is not closed by >, at the end'],
    ['a ARRAY INT', 'must be followed by <'], ['a MAP<STRING>', 'MAP needs a key type'], ['a INT,', 'a column name is missing'],
    ['a INT, a STRING', "the column 'a' is there twice"], ['user-name STRING', "'-' has no meaning here, at character 5"],
    ['`a INT', 'the quote ` is not closed, at character 1'], ['a STRING(10)', 'takes nothing in parentheses'], ['a INT NOT', 'NOT must be followed by NULL'],
    ['a DECIMAL(39)', 'DECIMAL(39,0) is no type'], ['a DECIMAL(2,3)', 'DECIMAL(2,3) is no type'], ['a DECIMAL(x)', 'must be followed by a number of digits'], ['a DECIMAL(1', 'is not closed by )'],
    ['a INT COMMENT x', 'a text in quotes'], ['a __proto__', "'__proto__' is no type"], ['a INT)', "')' stands where"],
  ])('refuses %j', (text, why) => {
    refuses(() => parseDdl(text), { code: 'INVALID_DDL', fault: 'user', message: why })
  })

  it('offers the nearest type', () => {
    refuses(() => parseDdl('user STRNG'), { hint: "Did you mean 'STRING'?" })
  })

  it.each(['VARIANT', 'CHAR(3)', 'VARCHAR(10)'])('says that %s is not held yet', type => {
    refuses(() => parseDdl(`a ${type}`), { code: 'UNSUPPORTED_TYPE', hint: 'instead' })
  })
})

it('parseType reads one type', () => {
  expect(typeName(parseType('array<struct<a:int,b:map<string,long>>>'))).toBe('ARRAY<STRUCT<a: INT, b: MAP<STRING, BIGINT>>>')
  refuses(() => parseType('INT, b INT'), { code: 'INVALID_DDL' })
})
