// Writes profiles as OTLP, with the OpenTelemetry Collector's own library: those that it is given, one Profile
// for each of their sample types, and one by hand that has what pprof has not.
//
// Usage:   otlp DIR PPROF...
package main

import (
	"encoding/binary"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/pprof/profile"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pprofile"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// A message, with functions to add to its dictionary. They return indexes.
type message struct {
	pprofile.Profiles
	dict pprofile.ProfilesDictionary
}

func newMessage() message {
	p := pprofile.NewProfiles()
	m := message{p, p.Dictionary()}
	m.dict.MappingTable().AppendEmpty()
	m.dict.LocationTable().AppendEmpty()
	m.dict.FunctionTable().AppendEmpty()
	m.dict.LinkTable().AppendEmpty()
	m.dict.StringTable().Append("")
	m.dict.AttributeTable().AppendEmpty()
	m.dict.StackTable().AppendEmpty()
	return m
}

func (m message) text(s string) int32 {
	return must(pprofile.SetString(m.dict.StringTable(), s))
}

func (m message) attribute(key, unit string, value any) int32 {
	kv := pprofile.NewKeyValueAndUnit()
	kv.SetKeyStrindex(m.text(key))
	kv.SetUnitStrindex(m.text(unit))
	if err := kv.Value().FromRaw(value); err != nil {
		panic(err)
	}
	return must(pprofile.SetAttribute(m.dict.AttributeTable(), kv))
}

func (m message) mapping(start, limit, offset uint64, file, buildID string) int32 {
	ma := pprofile.NewMapping()
	ma.SetMemoryStart(start)
	ma.SetMemoryLimit(limit)
	ma.SetFileOffset(offset)
	ma.SetFilenameStrindex(m.text(file))
	if buildID != "" {
		ma.AttributeIndices().Append(
			m.attribute("process.executable.build_id.htlhash", "", strings.Repeat("0", 32)),
			m.attribute("process.executable.build_id.gnu", "", buildID))
	}
	return must(pprofile.SetMapping(m.dict.MappingTable(), ma))
}

func (m message) function(name, systemName, file string, startLine int64) int32 {
	fn := pprofile.NewFunction()
	fn.SetNameStrindex(m.text(name))
	fn.SetSystemNameStrindex(m.text(systemName))
	fn.SetFilenameStrindex(m.text(file))
	fn.SetStartLine(startLine)
	return must(pprofile.SetFunction(m.dict.FunctionTable(), fn))
}

func (m message) stack(locations ...int32) int32 {
	st := pprofile.NewStack()
	st.LocationIndices().Append(locations...)
	return must(pprofile.SetStack(m.dict.StackTable(), st))
}

func (m message) setType(to pprofile.ValueType, name, unit string) {
	to.SetTypeStrindex(m.text(name))
	to.SetUnitStrindex(m.text(unit))
}

func (m message) bytes() []byte {
	var marshaler pprofile.ProtoMarshaler
	return must(marshaler.MarshalProfiles(m.Profiles))
}

// framed puts a message's length in front of it, as the Collector's file exporter does.
func framed(b []byte) []byte {
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(b))), b...)
}

// The indexes of a pprof profile's locations.
func (m message) locations(p *profile.Profile) map[uint64]int32 {
	mappings := map[*profile.Mapping]int32{}
	for _, ma := range p.Mapping {
		mappings[ma] = m.mapping(ma.Start, ma.Limit, ma.Offset, ma.File, ma.BuildID)
	}
	indexes := map[uint64]int32{}
	for _, loc := range p.Location {
		to := m.dict.LocationTable().AppendEmpty()
		to.SetMappingIndex(mappings[loc.Mapping])
		to.SetAddress(loc.Address)
		for _, line := range loc.Line {
			fn := line.Function
			l := to.Lines().AppendEmpty()
			l.SetFunctionIndex(m.function(fn.Name, fn.SystemName, fn.Filename, fn.StartLine))
			l.SetLine(line.Line)
			l.SetColumn(line.Column)
		}
		indexes[loc.ID] = int32(m.dict.LocationTable().Len() - 1)
	}
	return indexes
}

// Adds a sample of a pprof profile, without a value. Its attributes are a set, so any order will do.
func (m message) sample(to pprofile.Sample, s *profile.Sample, locations map[uint64]int32, backwards bool) {
	var stack []int32
	for _, loc := range s.Location {
		stack = append(stack, locations[loc.ID])
	}
	to.SetStackIndex(m.stack(stack...))
	var attributes []int32
	for _, key := range slices.Sorted(maps.Keys(s.Label)) {
		attributes = append(attributes, m.attribute(key, "", s.Label[key][0]))
	}
	for _, key := range slices.Sorted(maps.Keys(s.NumLabel)) {
		unit := ""
		if units := s.NumUnit[key]; units != nil {
			unit = units[0]
		}
		attributes = append(attributes, m.attribute(key, unit, s.NumLabel[key][0]))
	}
	if backwards {
		slices.Reverse(attributes)
	}
	to.AttributeIndices().Append(attributes...)
}

func convert(p *profile.Profile) []byte {
	m := newMessage()
	scope := m.ResourceProfiles().AppendEmpty().ScopeProfiles().AppendEmpty()
	locations := m.locations(p)
	for i, t := range p.SampleType {
		to := scope.Profiles().AppendEmpty()
		m.setType(to.SampleType(), t.Type, t.Unit)
		m.setType(to.PeriodType(), p.PeriodType.Type, p.PeriodType.Unit)
		to.SetPeriod(p.Period)
		to.SetTime(pcommon.Timestamp(p.TimeNanos))
		to.SetDurationNano(uint64(p.DurationNanos))
		for _, s := range p.Sample {
			sample := to.Samples().AppendEmpty()
			m.sample(sample, s, locations, i%2 == 1)
			sample.Values().Append(s.Value[i])
		}
	}
	return m.bytes()
}

// What pprof has not: two services, spans, times, a location without functions, attributes of all kinds.
// A kiosk that sells tea. Nothing of it was measured.
func made() []byte {
	m := newMessage()
	binary := m.mapping(0x400000, 0x500000, 0, "/opt/kiosk", "c0ffee0123456789")
	frame := func(mapping int32, address uint64, names ...string) int32 {
		to := m.dict.LocationTable().AppendEmpty()
		to.SetMappingIndex(mapping)
		to.SetAddress(address)
		for i, name := range names {
			l := to.Lines().AppendEmpty()
			l.SetFunctionIndex(m.function(name, "", "kiosk.py", 1))
			l.SetLine(int64(10 + i))
			l.SetColumn(5)
		}
		return int32(m.dict.LocationTable().Len() - 1)
	}
	native := frame(binary, 0x401234)
	boil, serve, loop := frame(0, 0, "boil"), frame(0, 0, "pour", "serve"), frame(0, 0, "loop")
	tea, idle := m.stack(native, boil, serve, loop), m.stack(loop)

	link := pprofile.NewLink()
	link.SetTraceID([16]byte{0x5b, 0x8e, 0xff, 0xf7, 0x98, 0x03, 0x81, 0x03, 0xd2, 0x69, 0xb6, 0x33, 0x81, 0x3f, 0xc6, 0x0c})
	link.SetSpanID([8]byte{0xee, 0xe1, 0x9b, 0x7e, 0xc3, 0xc1, 0xb1, 0x74})
	span := must(pprofile.SetLink(m.dict.LinkTable(), link))

	for _, service := range []string{"kiosk", "cellar"} {
		rp := m.ResourceProfiles().AppendEmpty()
		rp.Resource().Attributes().PutStr("service.name", service)
		rp.Resource().Attributes().PutInt("process.pid", 4711)
		rp.Resource().Attributes().PutEmptySlice("process.command_args").AppendEmpty().SetStr("--hot")
		profiles := rp.ScopeProfiles().AppendEmpty().Profiles()

		times := profiles.AppendEmpty() // a value of 1 for each time
		m.setType(times.SampleType(), "samples", "count")
		m.setType(times.PeriodType(), "cpu", "nanoseconds")
		times.SetPeriod(50_000_000)
		times.SetTime(1_790_000_000_000_000_000)
		times.SetDurationNano(2_000_000_000)
		times.AttributeIndices().Append(m.attribute("profiler", "", "by hand"))
		s := times.Samples().AppendEmpty()
		s.SetStackIndex(tea)
		s.SetLinkIndex(span)
		s.AttributeIndices().Append(m.attribute("thread.name", "", "brewer"), m.attribute("hot", "", true),
			m.attribute("sugar", "", 1.5), m.attribute("water", "bytes", int64(2048)))
		s.TimestampsUnixNano().Append(1_790_000_000_100_000_000, 1_790_000_000_200_000_000, 1_790_000_001_000_000_000)
		s = times.Samples().AppendEmpty()
		s.SetStackIndex(idle)
		s.TimestampsUnixNano().Append(1_790_000_000_300_000_000)

		waits := profiles.AppendEmpty() // a value for each time
		m.setType(waits.SampleType(), "off_cpu", "nanoseconds")
		waits.SetTime(1_790_000_000_500_000_000)
		waits.SetDurationNano(2_000_000_000)
		waits.AttributeIndices().Append(m.attribute("profiler", "", "by hand"))
		s = waits.Samples().AppendEmpty()
		s.SetStackIndex(idle)
		s.Values().Append(400_000_000, 300_000_000)
		s.TimestampsUnixNano().Append(1_790_000_000_600_000_000, 1_790_000_001_100_000_000)
	}
	return m.bytes()
}

// A profile of which there is only the data it was made of.
func original(format string, data []byte) []byte {
	m := newMessage()
	p := m.ResourceProfiles().AppendEmpty().ScopeProfiles().AppendEmpty().Profiles().AppendEmpty()
	p.SetOriginalPayloadFormat(format)
	p.OriginalPayload().FromRaw(data)
	return m.bytes()
}

func main() {
	dir := os.Args[1]
	write := func(name string, b []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			panic(err)
		}
	}
	for _, path := range os.Args[2:] {
		p := must(profile.Parse(must(os.Open(path))))
		write(strings.TrimSuffix(filepath.Base(path), ".pb.gz")+".otlp", convert(p))
	}
	write("kiosk.otlp", made())
	write("kiosk.twice.otlp", append(framed(made()), framed(made())...))
	write("original.otlp", original("pprof", must(os.ReadFile(os.Args[2]))))
	write("original.jfr.otlp", original("jfr", []byte("FLR\x00")))
}
