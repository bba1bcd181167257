// CSI and OSC sequences, then the two-character escapes, as ECMA-48 has them; an unclosed OSC ends with its line.
 
const escapes = /\u001b\[[0-?]*[ -/]*[@-~]|\u009b[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b\n]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]/g
 
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/**
 * Text that is safe to show anywhere: no terminal escapes, no control or bidirectional-override characters; a line that
 * was redrawn with carriage returns is left as a terminal would have left it.
 */
export function plainText(text: string): string {
  return text
    .replace(escapes, '')
    .replace(/\r+\n/g, '\n')
    .split('\n')
    .map(line => (line.includes('\r') ? line.split('\r').filter(part => part !== '').at(-1) ?? '' : line))
    .join('\n')
    .replace(controls, '')
}
