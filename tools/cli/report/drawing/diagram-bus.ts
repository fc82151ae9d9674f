/** Class of the edges that are drawn as one line with a branch for each. */
export const busClass = "bus";

const edge = new RegExp(
    `(<g id="[^"]*" class="edge ${busClass}">.*?<path [^>]*?d=")M([-\\d.]+),([-\\d.]+)C[^"]*("[^>]*>\\s*<polygon [^>]*?points=")\\S+ ([-\\d.]+),([-\\d.]+) [^"]*"`,
    "gs",
);

/**
 * Draws the edges of a bus straight: down from where they all begin, then across to each node. Graphviz bends each by
 * itself, which fifty of them turn into a grey wall (and its own orthogonal edges end in a memory fault in 16.1).
 * @param svg of Graphviz, left to right; the edges leave at the bottom and arrive at the left.
 */
export function straightenBus(svg: string): string {
    return svg.replaceAll(
        edge,
        (whole: string, head: string, x: string, y: string, between: string, tipX: string, tipY: string) => {
            const [left, row] = [Number(tipX) - 10, Number(tipY)];
            // A node above the beginning would be reached through it.
            if (row < Number(y)) return whole;
            const arrow = `${left},${row - 3.5} ${tipX},${row} ${left},${row + 3.5} ${left},${row - 3.5}`;
            return `${head}M${x},${y}V${row}H${left}${between}${arrow}"`;
        },
    );
}
