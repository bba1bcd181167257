import type { LabPage } from './lab-page'

export interface Watched {
  readonly frames: number
  /** How often the picture was another. */
  readonly changes: number
  /** Frames without a chart, or with one of no marks. */
  readonly blank: number
  /** How often the output was lower than the frame before, so that the page below jumped. */
  readonly shrinks: number
}

/** Looks at the first cell's outputs in every frame that the browser paints, until they have changed so often. */
export async function watchFrames(page: LabPage, times: number, meanwhile: () => Promise<unknown> = async () => {}): Promise<Watched> {
  const watching = page.page.evaluate(async wanted => {
    const node = document.querySelectorAll('.jp-OutputArea')[0]
    let [frames, changes, blank, shrinks, height, before] = [0, 0, 0, 0, 0, '']
    const until = performance.now() + 60_000
    while (changes < wanted && performance.now() < until) {
      await new Promise(painted => requestAnimationFrame(painted))
      frames++
      const marks = node.querySelectorAll('svg path, canvas').length
      if (marks === 0) blank++
      const now = node.textContent + String(marks)
      if (now !== before) changes++
      before = now
      const { height: tall } = node.getBoundingClientRect()
      if (tall < height) shrinks++
      height = tall
    }
    return { frames, changes, blank, shrinks }
  }, times)
  await meanwhile()
  return watching
}

// What runs in the page is compiled without the browser's own types.
interface Node { readonly textContent: string; querySelectorAll(selector: string): ArrayLike<Node>; getBoundingClientRect(): { readonly height: number } }
declare const document: { querySelectorAll(selector: string): ArrayLike<Node> }
declare function requestAnimationFrame(painted: (at: number) => void): void
