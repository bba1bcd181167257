/** Ends the cells' process and whatever cells have started in its group, at once: nobody holds them any more. */
export function endGroup(pid: number): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL')
    } catch {
      // It is no leader of a group.
    }
  }
}
