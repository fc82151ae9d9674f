/** Class of the edges that are drawn as one line with a branch to each node. */
export const busClass = "bus";

const edge = new RegExp(
    `(<g id="[^"]*" class="edge ${busClass}">.*?<path [^>]*?d=")M([-\\d.]+),([-\\d.]+)C[^"]*("[^>]*>\\s*<polygon [^>]*?points=")\\S+ ([-\\d.]+),([-\\d.]+) [^"]*"`,
    "gs",
);

/**
 * Redraws the edges of a bus as straight lines: down from their common start, then across to each node. Graphviz draws a
 * curve for each, so that fifty form a grey wall (and its own orthogonal edges crash with a memory error in 16.1).
 * @param svg Graphviz's SVG, laid out from left to right; the edges leave at the bottom and arrive at the left.
 */
export function straightenBus(svg: string): string {
    return svg.replaceAll(
        edge,
        (whole: string, head: string, x: string, y: string, between: string, tipX: string, tipY: string) => {
            const [left, row] = [Number(tipX) - 10, Number(tipY)];
            // The line to a node above the start would cross the start.
            if (row < Number(y)) return whole;
            const arrow = `${left},${row - 3.5} ${tipX},${row} ${left},${row + 3.5} ${left},${row - 3.5}`;
            return `${head}M${x},${y}V${row}H${left}${between}${arrow}"`;
        },
    );
}
