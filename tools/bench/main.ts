import { runCommand } from "../cli/terminal/run-command";
import { benchCommand } from "./bench-command";

runCommand(() => benchCommand(process.argv.slice(2)));
