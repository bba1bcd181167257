"""Asks a real Spark 4.1.1 what from_json makes of each case, and writes from_json.json beside this file.

Run with a Python that has pyspark==4.1.1, and Java 17:  python test/formats/spark/from_json.py
"""
import base64, json, math, os
from pyspark.sql import SparkSession, functions as F

C = ', _corrupt_record STRING'
CASES = [
    ('a INT, b STRING' + C, [
        '{"a":1,"b":"x"}', '{"b":"x","a":01}', '{"b":"x","a":-}', '{"b":"x","a":tru}', '{"a":tru,"b":"x"}', '{"a":1,"a":"x","b":"y"}', '{"a":"x","a":1,"b":"y"}',
        '{"a":1,"a":null}', '{"b":"p","b":"q"}', '{"b":"bad\\qescape","a":1}', '{"a":1,"b":"x"', '{"a":1,"b":', '{"a":1 "b":"x"}', '{"a":1,}', '{,"a":1}', '{"a":1,"b":"x",}', '{"a":1,"c":01}',
        '{"a":1,"c":[1,2}', '{"a":1,"c":{"d":}}', '{"a":1,"c":{"d":1,}}', '{"a":1,"c":[1,]}', '{"a":1,"c":[,]}', '{"a":1}}', '{"a":1} xyz', '{"a":1}{"a":2}', '{a:1}', "{'a':1,'b':'it\\'s'}",
        "{'a':1,'b':\"it's\"}", '{"a":1,"b":"it\\\'s"}', '{"a":1,"b":"tab\there"}', '{"a":1,"b":"nl\nhere"}', '{"a":1,"b":"\x7f"}', '{"a":1/*c*/,"b":"x"}', '{"a":1,"b":null}', '{"a":null}', '{}', '{ }',
        '  {"a" : 1 , "b" : "x" }  ', '\n{\t"a"\r:\n1}', '\ufeff{"a":1}', '{"a":1.0}', '{"a":1e2}', '{"a":-0}', '{"a":-5}', '{"a":+5}', '{"a":2147483647}', '{"a":2147483648}', '{"a":-2147483648}', '{"a":""}',
        '{"a":"1"}', '{"a":[1]}', '{"a":{"x":1},"b":"k"}', '[{"a":1}]', '[]', '[1]', '"s"', '123', 'null', 'true', 'x', '{"a":1,"b":"\\u0041\\u00e9\\ud83d\\ude00"}', '{"a":1,"b":"\\ud83d"}',
        '{"a":1,"b":"\\ude00x"}', '{"a":1,"b":"\\ud83d\\u0041"}', '{"a":1,"b":"\\u12"}', '{"a":1,"b":"\\uZZZZ"}', '{"\\u0061":7}', '{"a":1,"b":"a\\/b\\b\\f\\n\\r\\t\\\\\\""}', '', '   ', '\n\t ', '\x0b', '\u00a0', '\x00',
        '{"a":1\x00}', '{"a":1,"b":"\x00"}', '{"A":1}', '{"a":1.5,"b":"x"}', '{"a":1, "":2}', '{"a":NaN}', '{"b":NaN}', '{"b":Infinity}', '{"b":-Infinity}', '{"b":-INF}', '{"a":99999999999999999999}',
        '{"b":1}', '{"b":1.50}', '{"b":1e3}', '{"b":1E400}', '{"b":-0.0}', '{"b":-0}', '{"b":123456789012345678901234567890}', '{"b":0.1}', '{"b":1e-7}', '{"b":1e7}', '{"b":12345678.9}', '{"b":1e-3}', '{"b":2e-3}',
        '{"b":true}', '{"b":false}', '{"b":{"x" : 1, "y":[1 , 2.50, "q\\u00e9\\n\\u0001\\/<\u00e9\\"", null, {"z":{}} ], "x":2}}', '{"b":[ ]}', '{"b":[1,2', '{"b":{"x":01}}', '{"b":[1e3,1.10,100000000000000000000,1.0E5,-0]}',
        '{"b":["\\u007f\\u2028"]}', "{'b':{'x':'y'}}", "{'b':['\"']}", '{"b":[NaN,Infinity]}', '{"b":[1.000000000000000000001]}', '{"b":0.00001}', '{"b":100.0}', '{"b":nul}', '{"b":nulll}', '{"b":truex}', '{"b":"x"y}',
        '{"b":"x\t,"z":1}', '{"b":"\\u12","c":1}', '{"_corrupt_record":"q","b":"1"}', '{"a":1,"c":"\\q"}', '{"a":1,"c":"\t"}', '{"a":1,"c":nan}', '{"a":1,"c":NaN}', '{"a":1,"c":"x}', '{"a":1,"c":.5}', '{"a":1,"c":1.}', '{"a":1,"c":1e}',
        '{"a" 1}', '{"a"', '{', '{"', '{"a":1,"b":"x"]', '{"a":1;"b":2}', '{"a"::1}', '{"a":1,,"b":2}', '{1:2}', '{"a":1,"__proto__":{"x":1},"constructor":2}',
    ]),
    ('`__proto__` STRING, constructor INT, `a"b` INT, `\u0159` INT' + C, [
        '{"__proto__":"p","constructor":1}', '{"__proto__":{"polluted":true}}', '{"a\\"b":1,"\u0159":2}', '{"\\u0159":3,"a\\u0022b":4}',
    ]),
    ('d DOUBLE, f FLOAT' + C, [
        '{"d":1}', '{"d":1.5,"f":1.1}', '{"d":"1.5"}', '{"d":NaN,"f":NaN}', '{"d":"NaN","f":"NaN"}', '{"d":Infinity}', '{"d":"Infinity"}', '{"d":"+Infinity"}', '{"d":"-Infinity"}', '{"d":"INF"}', '{"d":"+INF"}', '{"d":"-INF"}',
        '{"d":+INF}', '{"d":-INF}', '{"d":+Infinity}', '{"d":-Infinity}', '{"d":INF}', '{"d":-NaN}', '{"d":"nan"}', '{"d":""}', '{"d":" 1"}', '{"d":true}', '{"d":1e400}', '{"d":-1e400}', '{"d":123456789012345678901234567890}', '{"d":.5}',
        '{"d":5.}', '{"d":1e}', '{"d":1e+5,"f":1e40}', '{"d":0.1e-5}', '{"d":-0}', '{"d":-0.0}', '{"d":00}', '{"d":1_0}', '{"d":0x10}', '{"d":4.9e-324}', '{"d":2.2250738585072011e-308}', '{"d":9007199254740993}', '{"d":0.30000000000000004}',
        '{"d":1e22}', '{"d":1e23}', '{"d":123456789.123456789}', '{"d":[1]}',
    ]),
    ('b TINYINT, s SMALLINT' + C, [
        '{"b":127,"s":32767}', '{"b":-128,"s":-32768}', '{"b":128,"s":1}', '{"s":32768,"b":1}', '{"b":-129,"s":-32769}', '{"b":1.0}', '{"b":"1"}', '{"b":1e1}', '{"b":-0}', '{"b":true}', '{"b":null}', '{"b":4294967297}',
    ]),
    ('l BIGINT, o BOOLEAN' + C, [
        '{"l":9223372036854775807}', '{"l":-9223372036854775808}', '{"l":9223372036854775808}', '{"l":9007199254740993}', '{"l":-9007199254740993}', '{"l":"5"}', '{"l":1.0}', '{"l":1e3}', '{"l":true}', '{"l":4294967296}', '{"l":-4294967297}',
        '{"o":true}', '{"o":"true"}', '{"o":1}', '{"o":null}', '{"o":""}', '{"o":"false"}', '{"o":TRUE}', '{"o":false}',
    ]),
    ('t TIMESTAMP' + C, ['{"t":%s}' % t for t in [
        '"2021-10-29T10:37:23Z"', '"2021-10-29T10:37:23.123456789Z"', '"2021-10-29T10:37:23+02:00"', '"2021-10-29 10:37:23"', '"2021-10-29"', '"2021-10"', '"2021"', '"2021-1-2 3:4:5"', '"2021-10-29T10:37"', '"2021-10-29T10"',
        '"2021-10-29T10:37:23.1"', '"2021-10-29T10:37:23 Europe/Paris"', '"2021-10-29T10:37:23GMT+1"', '"2021-10-29T10:37:23+0200"', '"2021-10-29T10:37:23+2"', '"2021-10-29T10:37:23+19:00"', '"  2021-10-29T10:37:23Z  "',
        '"2021-10-29t10:37:23z"', '"2021-10-29T24:00:00Z"', '"2021-10-29T23:59:60Z"', '"2021-02-30"', '"2020-02-29"', '"garbage"', '""', '1700000000', '1700000000000', '1.5', '-1', '1e9', '9223372036854', '9223372036855',
        '9223372036854775807', '9223372036854775808', 'true', '"1700000000"', '"0001-01-01"', '"0000-01-01"', '"-0001-01-01"', '"+10000-01-01"', '"294247-01-10T04:00:54.775807Z"', '"294247-01-10T04:00:54.775808Z"',
        '"-290308-12-21T19:59:05.224192Z"', '"999999-01-01"', '"2021-10-29T"', '"2021-10-29 "', '"2021/10/29"', '"2021-10-29T10:37:23."', '"2021-10-29T10:37:23.5 +01:00"', '"20211029"', '"2021-10-29T10:37Z"', '"2021-10-29Z"',
        '"2021-10-29T25:00:00"', 'NaN', '{}', '[]', '"1969-12-31T23:59:59.999999Z"', '"2021-10-29T10:37:23\\u005a"',
    ]]),
    ('t TIMESTAMP_NTZ' + C, ['{"t":%s}' % t for t in [
        '"2021-10-29T10:37:23"', '"2021-10-29T10:37:23.123456789"', '"2021-10-29 10:37:23.5"', '"2021-10-29"', '"2021-10"', '"2021"', '"2021-1-2 3:4:5"', '"2021-10-29T10"', '"2021-10-29T10:37:23Z"', '"2021-10-29T10:37:23+02:00"',
        '"2021-10-29T10:37:23 Europe/Paris"', '" 2021-10-29T10:37:23 "', '"2021-02-30"', '"2021-10-29T24:00:00"', '"garbage"', '""', '1700000000', '1.5', 'true', '{}', '[]', '"10:37"', '"0001-01-01"', '"+10000-01-01"',
        '"294247-01-10T04:00:54.775807"', '"294247-01-10T04:00:54.775808"', '"1969-12-31T23:59:59.999999"', '"2021-10-29T10:37:23."',
    ]]),
    ('t DATE' + C, ['{"t":%s}' % t for t in [
        '"2021-10-29"', '"2021-10-29T10:37:23Z"', '"2021-10-29 junk"', '"2021-10"', '"2021"', '"2021-1-2"', '"2021-10-29junk"', '19000', '""', '" 2021-10-29 "', '"2021-02-30"', '"10000-01-01"', '"-0001-01-01"', '"5881580-07-11"',
        '"5881580-07-12"', '"202"', '"-5"', '"+7"', '"epoch"', '"1600-01-01"',
    ]]),
    ('x BINARY' + C, ['{"x":%s}' % t for t in ['"aGVsbG8="', '"aGVsbG8"', '"!!"', '""', '1', '"aGVs bG8="', '"aGVs\\nbG8="', '"_-8="', '"a"', '"=="', '"aGVsbG8=AA=="']]),
    ('a INT, x BINARY, s STRING' + C, ['{"a":1,"x":%s,"s":"y"}' % t for t in [
        '"b"', '"bo"', '"bob"', '"AQIDA"', '"AQ="', '"="', '"A=="', '"A Q I D"', '"AQID "', '" AQID AQ== "', '"AQ =="', '"AQ= ="', '"AQID A"', '"!b"', '"a,b"', '"AQ==A"', '"\\u0041QID"', '"\u00e9"', '"b\\n"']]),
    ('ARRAY<BINARY>', ['["AQID"]', '["AQID","bob"]', '["AQID","b"]', '["AQ=","AQID"]']),
    ('a STRUCT<x: BINARY, y: INT>, s STRING' + C, ['{"a":{"x":"b","y":1},"s":"y"}', '{"a":{"x":"bob","y":1},"s":"y"}']),
    ('e STRUCT<x: INT, y: STRING>, z INT' + C, [
        '{"e":{"x":1,"y":"k"},"z":1}', '{"e":{"x":"bad","y":"k"},"z":1}', '{"e":5,"z":1}', '{"e":"","z":1}', '{"e":null,"z":1}', '{"e":[],"z":1}', '{"e":[{"x":1}],"z":1}', '{"e":{},"z":1}', '{"e":"{}","z":2}', '{"e":{"x":1,"z":9},"z":1}',
        '{"e":{"x":1},"e":{"y":"k"},"z":1}', '{"e":{"x":1},"e":7,"z":1}', '{"e":{"x":1,"y":"k","z":1}',
    ]),
    ('e ARRAY<INT>, z INT' + C, [
        '{"e":[1,2],"z":1}', '{"e":[1,"x"],"z":1}', '{"e":[1,null],"z":1}', '{"e":[],"z":1}', '{"e":1,"z":1}', '{"e":{"a":1},"z":1}', '{"e":"[1]","z":1}', '{"e":[1,[2]],"z":1}', '{"e":"","z":1}', '{"e":["x",5,[6],{"z":9}],"z":1}', '{"e":[1 2],"z":1}',
    ]),
    ('e ARRAY<STRUCT<x: INT, y: STRING>>, z INT' + C, ['{"e":[{"x":1,"y":"p"},{"x":"bad","y":"q"},{"x":3}],"z":1}', '{"e":[{"x":1},null,5],"z":1}', '{"e":{"x":1},"z":1}', '{"e":[null],"z":2}']),
    ('e MAP<STRING,INT>, z INT' + C, ['{"e":{"a":1,"b":2},"z":1}', '{"e":{"a":1,"b":3,"a":2},"z":1}', '{"e":{"a":"x","b":2},"z":1}', '{"e":{"a":null},"z":1}', '{"e":[],"z":1}', '{"e":{},"z":1}', '{"e":{"a":{"z":5},"b":3},"z":2}']),
    ('e MAP<STRING,STRUCT<x:INT,y:STRING>>, w STRUCT<q: STRUCT<r: INT, s: INT>, t: ARRAY<INT>>, z INT' + C, [
        '{"e":{"a":{"x":1},"b":{"x":"bad","y":"q"}},"z":1}', '{"w":{"q":{"r":"bad","s":2},"t":[1]},"z":1}', '{"w":{"q":{"r":1,"s":2},"t":[1,"k"]},"z":1}', '{"w":{"q":7,"t":[1,2]},"z":1}',
    ]),
    ('b STRING' + C, [
        b'{"b":"\xff\xfeab"}', b'{"b":"\xc3"}', b'\xff{"b":"1"}', b'{"b":"ok"}\xff', b'{"\xff":1,"b":"y"}', b'{"b":"\xe2\x82"}', b'\xef\xbb\xbf{"b":"1"}', b'{"b":"\xf0\x9f\x98\x80\xf8"}', b'\x00{\x00"\x00b\x00"', b'{"b":{"\xff":"\xfe"}}',
    ]),
    ('ARRAY<STRUCT<a:INT>>', ['[{"a":1},{"a":"x"}]', '{"a":5}', '[1]', 'x', '', '[]', 'null', '[null]', '[{"a":1}', '[{"a":1}] x']),
    ('MAP<STRING,INT>', ['{"a":1}', '{"a":"x"}', '[]', '', 'x', 'null']),
    ('ARRAY<INT>', ['[1,2]', '[1,"x"]', '5', '[1,2', '[1] x', '  [3]']),
    ('a INT NOT NULL, b STRING', ['{}', '{"a":null}', '{"a":1}']),
]


def plain(value):
    if isinstance(value, float):
        return value if math.isfinite(value) and not (value == 0 and math.copysign(1, value) < 0) else {'double': str(value)}
    if isinstance(value, (bytes, bytearray)):
        return {'base64': base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2 ** 53:
        return {'bigint': str(value)}
    return value


spark = SparkSession.builder.master('local[1]').config('spark.ui.enabled', 'false').config('spark.sql.session.timeZone', 'UTC').getOrCreate()
answers = []
for schema, inputs in CASES:
    raw = [i if isinstance(i, bytes) else i.encode() for i in inputs]
    rows = spark.createDataFrame([(i, bytearray(r)) for i, r in enumerate(raw)], 'i int, v binary').select('i', F.from_json(F.col('v').cast('string'), schema).alias('r'))
    number = 'unix_micros(cast(r.t as timestamp))' if schema.startswith('t TIMESTAMP') else 'unix_date(r.t)' if schema.startswith('t DATE') else None
    if number:
        rows = rows.select('i', F.struct(F.expr(number).alias('t'), F.col('r._corrupt_record').alias('_corrupt_record')).alias('r'))
    found = []
    for bytes_in, row in zip(raw, rows.orderBy('i').collect()):
        r = row['r']
        r = r.asDict(recursive=True) if hasattr(r, 'asDict') else [e.asDict(recursive=True) if hasattr(e, 'asDict') else e for e in r] if isinstance(r, list) else r
        try:
            found.append({'input': bytes_in.decode(), 'row': plain(r)})
        except UnicodeDecodeError:
            found.append({'base64': base64.b64encode(bytes_in).decode(), 'row': plain(r)})
    answers.append({'schema': schema, 'cases': found})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'from_json.json'), 'w') as out:
    out.write('[\n' + ',\n'.join(
        '{"schema": %s, "cases": [\n%s\n]}' % (json.dumps(a['schema']), ',\n'.join('  ' + json.dumps(c, allow_nan=False) for c in a['cases'])) for a in answers) + '\n]\n')
