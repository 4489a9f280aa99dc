/** The body of a form with a file, as a browser sends it: what was typed stands before the file. */
export function multipart(
  fields: Record<string, string>,
  file?: { name: string; bytes: Buffer },
): { type: string; payload: Buffer } {
  const part = (head: string, content: string | Buffer) =>
    Buffer.concat([
      Buffer.from(`--limit\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ])
  const parts = Object.entries(fields).map(([name, value]) => part(`name="${name}"`, value))
  if (file) parts.push(part(`name="file"; filename="${file.name}"`, file.bytes))
  return {
    type: 'multipart/form-data; boundary=limit',
    payload: Buffer.concat([...parts, Buffer.from('--limit--\r\n')]),
  }
}
