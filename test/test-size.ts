/** Whether property tests and rehearsals run at full size: `GATEHOUSE_TEST_SIZE=thorough`. Default: a size for every push. */
export const isThorough = process.env.GATEHOUSE_TEST_SIZE === "thorough";

/** Number of edits that one `up` of a rehearsal brings: each by itself at full size. */
export const editsPerUpdate = isThorough ? 1 : 5;
