/** What an attacker, a terminal or plain bad luck puts into a log field. */
export const HOSTILE: readonly string[] = [
  '<script>globalThis.pwned = 1</script>',
  '<img src=x onerror="globalThis.pwned = 1">',
  '"><svg onload=alert(1)>',
  '\'"`><b>bold</b>',
  'javascript:alert(1)',
  '&lt;b&gt; &amp; &#60;',
  '</title></text></svg><script>1</script>',
  ']]><!--<style>*{display:none}</style>-->',
  'datum.constructor.constructor("globalThis.pwned = 1")()',
  "'+(globalThis.pwned=1)+'",
  '"+(globalThis.pwned=1)+"',
  '{"signal": "globalThis.pwned = 1"}',
  '\\u0022);globalThis.pwned=1;(\\u0022',
  '${globalThis.pwned = 1}',
  '\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u009b2J',
  '\u202egnp.exe\u202c \u2066x\u2069 \u200b\ufeff',
  'line\nfeed\r\ttab\u0000nul\u0008\u007f',
  '__proto__', 'constructor', 'hasOwnProperty', 'toString',
  'lone \ud800 and \udfff halves', '🏳️‍🌈 Ünïcödé 登录',
  '',
  '<'.repeat(1 << 20),
]

/** Names of columns are foreign too: a CSV's header gives them. */
export const HOSTILE_NAMES: readonly string[] = ['<b>name</b>', '"+(globalThis.pwned=1)+"', 'a.b[0]', '\u001b[31m', '__proto__', "x'y\\z", 'datum.x']
