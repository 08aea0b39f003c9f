/** What the commands share in how they are described and read. */

/** Shown below the options of `--help`. */
export const examples = (lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}\n`;

/** Of an option that may be given several times: all values, in their order. */
export const inOrder = (value: string, earlier: readonly string[]): string[] => [...earlier, value];
