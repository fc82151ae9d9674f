import { rehearseCommand } from "../rehearsal/rehearse-command";
import { runCommand } from "../terminal/run-command";

runCommand(rehearseCommand);
