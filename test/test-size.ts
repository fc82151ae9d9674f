/** Whether property tests run at full size: `GATEHOUSE_TEST_SIZE=thorough`. Default: a size for every push. */
export const isThorough = process.env.GATEHOUSE_TEST_SIZE === "thorough";
