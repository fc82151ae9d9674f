import { blockSize, type CidrBlock, parseCidr } from "../../../../stacks/settings/cidr";

/** Whether a block such as "10.20.0.0/16" contains another one; false if one of them is invalid. */
export function contains(outer: string, inner: string): boolean {
    const [one, other] = [parseCidr(outer), parseCidr(inner)];
    return one !== undefined && other !== undefined && other.prefix >= one.prefix && meet(one, other);
}

/** Whether two blocks have addresses in common; false if one of them is invalid. */
export function overlap(one: string, other: string): boolean {
    const [first, second] = [parseCidr(one), parseCidr(other)];
    return first !== undefined && second !== undefined && meet(first, second);
}

function meet(one: CidrBlock, other: CidrBlock): boolean {
    return one.address < other.address + blockSize(other.prefix) && other.address < one.address + blockSize(one.prefix);
}
