/** How messages name a cell: by its number in a run, by its prompt where there is one. */
export const cellName = (cell: number | string): string => (process.env.TIDEMARK_PROMPTS === '1' ? `In [${cell}]` : `cell ${cell}`)
