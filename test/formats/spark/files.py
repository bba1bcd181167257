"""Asks a real Spark 4.1.1 what it reads from small CSV and JSON files, and writes files.json beside this file.

Run with a Python that has pyspark==4.1.1, and Java 17:  python test/formats/spark/files.py
"""
import base64, datetime, json, math, os, re, tempfile
from pyspark.sql import SparkSession

S = 'a INT, b STRING, c DOUBLE, _corrupt_record STRING'
J = 'a INT, b STRING, _corrupt_record STRING'
CASES = [
    ('csv', S, {}, '1,x,1.5\n2,,\n,"",3\n"4","q""uote",5\n6, pad ,7\n8,x\n9,x,1,extra\nbad,x,1\n\n   \n10,"multi\nline",1\n11,"a,b",2\r\n12,\\"e,3\n13,"un,4\n'),
    ('csv', S, {}, '1,"a,b"x,2\n2,"a" ,2\n3, "a,b",2\n4,"a""b,c",2\n5,a"b,2\n6,"a\\"b",2\n7,"a\\\\",2\n8,"a\\nb",2\n9,"",2\n10,a\\,2\n11,a\\"b,2\n,,\n12,x,2 '),
    ('csv', S, {'escape': '"'}, '1,"q""uote",2\n2,"a""",2\n3,"""",2\n4,"a"b",2\n5,"\\",2\n'),
    ('csv', S, {'header': 'true'}, 'a,b,c\n1,x,2\n'), ('csv', S, {'header': 'true'}, '\nb,a,c\nx,1,2\n'), ('csv', S, {'header': 'true', 'sep': ';'}, 'a;b;c\n1;x;2\n'),
    ('csv', S, {'sep': '||'}, '1||x||2\n1||a|b||2\n'), ('csv', S, {'sep': '\\t'}, '1\tx\t2\n'), ('csv', S, {'quote': "'"}, "1,'a,b',2\n"), ('csv', S, {'comment': '#'}, '#c,x,1\n1,#x,2\n'),
    ('csv', S, {}, '1,NULL,NaN\n2,null,Inf\n 3,x,Infinity\n4,\\N, 1.5 \n5,x,-Infinity\n1.0,x,1\n1e3,x,1e3\n+7,x,1d\n8,x,nan\n'),
    ('csv', S, {'mode': 'DROPMALFORMED'}, '1,x,bad\n2,y,1\n'), ('csv', S, {'nullValue': '-'}, '1,-,2\n2,"-",3\n-,x,-\n3,,1\n'), ('csv', S, {'emptyValue': 'E'}, '1,"",2\n2,,3\n'),
    ('csv', S, {}, ' 1 , x , 2 \n'), ('csv', S, {'ignoreLeadingWhiteSpace': 'true', 'ignoreTrailingWhiteSpace': 'true'}, ' 1 , x , 2 \n1,  "q"  ,2\n1,   ,2\n'),
    ('csv', S, {}, '\ufeff1,x,2\n'), ('csv', S, {}, '1,x,2\r\n2,y,3\r3,z,4'), ('csv', S, {'multiLine': 'true'}, '1,"multi\nline",2\n2,"a\r\nb",3\n3,x,4\n'), ('csv', S, {}, b'1,\xff\xfe,2\n'),
    ('csv', 'o BOOLEAN, l BIGINT, _corrupt_record STRING', {}, 'true,1\nTRUE,2\nt,3\n1,4\nFalse,9223372036854775807\nfalse,9223372036854775808\n,+5\n true,1.0\n'),
    ('csv', 'b TINYINT, s SMALLINT, _corrupt_record STRING', {}, '127,32767\n-128,-32768\n128,1\n1,32768\n+5,007\n 1,1\n1.0,1\n,\n'),
    ('csv', 'n TIMESTAMP_NTZ, t TIMESTAMP, _corrupt_record STRING', {}, '2021-10-29T10:37:23.123456,2021-10-29T10:37:23Z\n2021-10-29 10:37,2021-10-29\n2021-10-29T10:37:23Z,\n2021-10-29,x\n,2021\n 2021-10-29T10:37:23 ,2021-10-29T10:37:23.5+02:00\n10:37,\n'),
    ('json', J, {}, '{"a":1}\n\n   \n{"a":"x","b":"k"}\nbad\n[{"a":1},{"a":2}]\n{"a":3} trailing\r\n\n{"b":{"q":1}}'),
    ('json', J, {}, '[]\n[1]\n[{"a":1},5]\n[{"a":1},{"a":"x"}]\n[{"a":1},null]\n[{"a":1}] x\n[{"a":1}\nnull\n5\n'),
    ('json', J, {}, '\ufeff{"a":1}\n{"a":2}\n'), ('json', J, {'mode': 'DROPMALFORMED'}, '{"a":1}\nbad\n{"a":"x","b":"k"}\n[{"a":1},5]\n{"a":4}\n'), ('json', J, {}, '{"a":1}\rbad\r'),
    ('text', 'value STRING', {}, b'l1\r\nl2\n\n\xff\xfel3\rl4\x0bl5\n  \nend'), ('text', 'value STRING', {}, 'a\n\n'), ('text', 'value STRING', {}, ''),
]


def plain(value):
    if isinstance(value, datetime.datetime):
        return re.sub(r'(\.\d{3})000$', r'\1', value.isoformat())
    if isinstance(value, float) and not math.isfinite(value):
        return {'double': str(value)}
    return value


spark = SparkSession.builder.master('local[1]').config('spark.ui.enabled', 'false').config('spark.sql.session.timeZone', 'UTC').getOrCreate()
answers = []
with tempfile.TemporaryDirectory() as folder:
    for i, (kind, schema, options, content) in enumerate(CASES):
        raw = content if isinstance(content, bytes) else content.encode()
        path = os.path.join(folder, str(i))
        with open(path, 'wb') as out:
            out.write(raw)
        rows = spark.read.schema(schema).options(**options).format(kind).load(path).collect()
        answers.append({'format': kind, 'schema': schema, 'options': options, 'file': base64.b64encode(raw).decode() if isinstance(content, bytes) else content, 'base64': isinstance(content, bytes),
                        'rows': [{k: plain(v) for k, v in r.asDict().items()} for r in rows]})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'files.json'), 'w') as out:
    out.write('[\n' + ',\n'.join(json.dumps(a, allow_nan=False) for a in answers) + '\n]\n')
