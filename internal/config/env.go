package config

import "strings"

// prefix begins the name of every variable that the desk reads.
const prefix = "CANDOR_"

// overlay lets the environment win over the file. A variable that looks like a mistyped setting is
// a problem; other names that begin alike are left alone, because container platforms make some
// up (CANDOR_PORT for a service called candor).
func (d *decoder) overlay(env []string) {
	names := make([]string, 0, len(d.all))
	for _, f := range d.all {
		if name := f.variable(); name != "" {
			names = append(names, name)
		}
	}
	for _, pair := range env {
		name, text, ok := strings.Cut(pair, "=")
		if !ok || !strings.HasPrefix(name, prefix) {
			continue
		}
		if f, ok := d.byVariable(name); ok {
			d.fromEnvironment(f, name, text)
			continue
		}
		if near := nearestVariable(name, names); near != "" {
			d.problem(Problem{Text: "unknown setting " + place(name, 0) + " in the environment; did you mean `" + near + "`?"})
		}
	}
}

func (d *decoder) fromEnvironment(f field, name, text string) {
	v := value{is: text, env: true}
	d.set[f.section+"."+f.key] = 0
	if err := f.read(&d.c, "", v); err != nil {
		d.refused[f.section+"."+f.key] = true
		f.example = name + "=" + environmentExample(f.example)
		d.problem(bad(f, name, 0, f.shown(v), err))
	}
}

func (d *decoder) byVariable(name string) (field, bool) {
	for _, f := range d.all {
		if v := f.variable(); v != "" && v == name {
			return f, true
		}
	}
	return field{}, false
}

// nearestVariable is stricter than nearest: the prefix that all names share tells nothing.
func nearestVariable(name string, known []string) string {
	short := make([]string, 0, len(known))
	for _, k := range known {
		short = append(short, strings.ToLower(strings.TrimPrefix(k, prefix)))
	}
	if near := nearest(strings.TrimPrefix(name, prefix), short); near != "" {
		return prefix + strings.ToUpper(near)
	}
	return ""
}

// environmentExample turns the example of the file, key = value, into that of a variable.
func environmentExample(example string) string {
	_, text, _ := strings.Cut(example, "= ")
	return strings.NewReplacer(`"`, "", "[", "", "]", "").Replace(text)
}
